import { describe, expect, it } from "vitest";
import { useJourneys } from "./support/journeys";
import type { WirelensWindow } from "./support/window";

const journeys = useJourneys();

/** The three packets that open the connection to port 80 (RFC 9293 §3.5), as the list and the tree show them. */
const handshake = [
  { packet: 5, info: "50312 → 80 [SYN] Seq=0 Win=64240 Len=0 MSS=1460 SACK_PERM WS=128", sequence: 0, acknowledgment: 0, flags: "0x002 (SYN)" },
  { packet: 6, info: "80 → 50312 [SYN, ACK] Seq=0 Ack=1 Win=64240 Len=0 MSS=1460 SACK_PERM WS=128", sequence: 0, acknowledgment: 1, flags: "0x012 (SYN, ACK)" },
  { packet: 7, info: "50312 → 80 [ACK] Seq=1 Ack=1 Win=64256 Len=0", sequence: 1, acknowledgment: 1, flags: "0x010 (ACK)" },
] as const;

/** The TCP node being open, checks what it says of a packet of the handshake. */
async function tells(window: WirelensWindow, step: (typeof handshake)[number]): Promise<void> {
  await expect.poll(() => window.selectedPacket()).toBe(step.packet);
  await window.page.getByText(`Packet ${step.packet}`, { exact: true }).waitFor();
  expect((await window.cells(step.packet)).at(-1)).toBe(step.info);
  await window.node(new RegExp(`^Sequence Number: ${step.sequence} `)).waitFor();
  await window.node(new RegExp(`^Acknowledgment Number: ${step.acknowledgment}\\b`)).waitFor();
  await window.node(`Flags: ${step.flags}`).waitFor();
}

describe("the TCP handshake of web-login", () => {
  it("is clicked through with the mouse", async () => {
    const window = await journeys.open({ open: "sample:web-login.pcapng" });
    for (const step of handshake) {
      await window.row(step.packet).click();
      await window.page.getByText(`Packet ${step.packet}`, { exact: true }).waitFor();
      if (step.packet === 5) await window.node(/^Transmission Control Protocol/).dblclick();
      await tells(window, step);
    }
    await window.shot("handshake-mouse");
  });

  it("is walked through with the keyboard alone, from the start page on", async () => {
    const window = await journeys.open();
    const { keyboard } = window.page;
    const focused = window.page.locator(":focus");
    await window.button(/^web-login/).waitFor();
    for (let i = 0; i < 6 && !(await focused.allInnerTexts()).some((text) => text.startsWith("web-login")); i++) await keyboard.press("Tab");
    await keyboard.press("Enter");
    await window.loaded(81, "web-login.pcapng");
    await expect.poll(() => window.selectedPacket()).toBe(1);
    for (let packet = 2; packet <= 5; packet++) {
      await keyboard.press("ArrowDown");
      await expect.poll(() => window.selectedPacket()).toBe(packet);
    }

    // into the details: to the last protocol, open it, to a field by its first letters
    await window.page.getByText("Packet 5", { exact: true }).waitFor();
    await keyboard.press("Enter");
    await keyboard.press("End");
    await expect.poll(() => window.selectedField()).toContain("Transmission Control Protocol");
    await keyboard.press("ArrowRight");
    await window.node(/^Sequence Number: 0 /).waitFor();
    await keyboard.type("seq");
    await expect.poll(() => window.selectedField()).toContain("Sequence Number: 0 ");
    await tells(window, handshake[0]);

    await keyboard.press("Control+ArrowDown");
    await tells(window, handshake[1]);
    expect(await window.selectedField()).toContain("Sequence Number: 0 ");
    await keyboard.press("F8");
    await tells(window, handshake[2]);
    await expect.poll(() => window.selectedField()).toContain("Sequence Number: 1 ");
    await window.shot("handshake-keyboard");
    await keyboard.press("F7");
    await tells(window, handshake[1]);
    await keyboard.press("Control+ArrowUp");
    await tells(window, handshake[0]);

    // ← goes to the protocol, a second one closes it
    await keyboard.press("ArrowLeft");
    await expect.poll(() => window.selectedField()).toContain("Transmission Control Protocol");
    await keyboard.press("ArrowLeft");
    await expect.poll(() => window.node(/^Sequence Number/).count()).toBe(0);
    await keyboard.press("Control+ArrowRight");
    await window.node(/Syn: Set$/).waitFor();
    await keyboard.press("Control+ArrowLeft");
    await expect.poll(() => window.tree.getByRole("treeitem").count()).toBe(4);
  });

  it("goes back and forward through the packets that were looked at", async () => {
    const window = await journeys.open({ open: "sample:web-login.pcapng" });
    await window.row(5).click();
    await window.row(16).click();
    await window.page.keyboard.press("Alt+ArrowLeft");
    await expect.poll(() => window.selectedPacket()).toBe(5);
    await window.page.keyboard.press("Alt+ArrowRight");
    await expect.poll(() => window.selectedPacket()).toBe(16);
    await window.page.keyboard.press("Control+End");
    await expect.poll(() => window.selectedPacket()).toBe(81);
    await window.page.keyboard.press("Control+Home");
    await expect.poll(() => window.selectedPacket()).toBe(1);
  });
});
