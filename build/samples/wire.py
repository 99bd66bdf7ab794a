"""The long way between the gateway and the servers: carries Ethernet frames between two interfaces
with a delay, a line rate and, once, a loss. Python because Node has no packet sockets, and because
not every kernel has a delaying queue discipline.

usage: wire.py NEAR FAR PLAN    PLAN is JSON: {"delays": {address: ms one way}, "loss": {"from", "segment"} | null}
"""
import heapq
import json
import select
import socket
import sys
import time

RATE = 60e6 / 8  # bytes a second
OUTGOING = 4  # PACKET_OUTGOING: our own frames, which packet sockets also show


def main():
    near, far = (socket.socket(socket.AF_PACKET, socket.SOCK_RAW, socket.htons(3)) for _ in range(2))
    near.bind((sys.argv[1], 0))
    far.bind((sys.argv[2], 0))
    plan = json.loads(sys.argv[3])
    loss = plan["loss"]
    seen = 0
    free_at = {near: 0.0, far: 0.0}
    due = []
    serial = 0
    print("ready", flush=True)
    while True:
        wait = max(0.0, due[0][0] - time.monotonic()) if due else None
        readable, _, _ = select.select([near, far], [], [], wait)
        for side in readable:
            frame, where = side.recvfrom(65536)
            if where[2] == OUTGOING:
                continue
            out = far if side is near else near
            now = time.monotonic()
            delay = 0.0
            if frame[12:14] == b"\x08\x00":
                source, target = (socket.inet_ntoa(frame[o:o + 4]) for o in (26, 30))
                delay = plan["delays"].get(source if side is far else target, 0) / 1000
                tcp = 14 + (frame[14] & 15) * 4
                if loss and side is far and source == loss["from"] and frame[23] == 6:
                    total = int.from_bytes(frame[16:18], "big")
                    if 14 + total > tcp + (frame[tcp + 12] >> 4) * 4:
                        seen += 1
                        if seen == loss["segment"]:
                            continue
            # One queue a direction: a frame never overtakes the one before it.
            leaves = max(now + delay, free_at[out]) + len(frame) / RATE
            free_at[out] = leaves
            serial += 1
            heapq.heappush(due, (leaves, serial, out, frame))
        while due and due[0][0] <= time.monotonic():
            _, _, out, frame = heapq.heappop(due)
            out.send(frame)


main()
