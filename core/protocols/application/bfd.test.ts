import { describe, expect, it } from "vitest";
import "../all";
import { bytesOf, dissectAll, harden, treeLines } from "../../dissect/testing";

const packet = bytesOf(`
  0200000000020200000000010800 # Ethernet
  45000034000100004011f6b4c0000201c0000202 # IPv4
  c0000ec800200000 # UDP
  20c003180000000100000002000f4240000f424000000000
`);

describe("bfd", () => {
  it("shows its fields", () => {
    expect(treeLines(packet, "bfd")).toEqual([
      "bfd@42+24",
      " bfd.version@42+1=1",
      " bfd.diag@42+1=0",
      " bfd.sta@43+1=3",
      " bfd.flags@43+1=192",
      "  bfd.flags.p@43+1=0",
      "  bfd.flags.f@43+1=0",
      "  bfd.flags.c@43+1=0",
      "  bfd.flags.a@43+1=0",
      "  bfd.flags.d@43+1=0",
      "  bfd.flags.m@43+1=0",
      " bfd.detect_time_multiplier@44+1=3",
      " bfd.message_length@45+1=24",
      " bfd.my_discriminator@46+4=1",
      " bfd.your_discriminator@50+4=2",
      " bfd.desired_min_tx_interval@54+4=1000000",
      " bfd.required_min_rx_interval@58+4=1000000",
      " bfd.required_min_echo_interval@62+4=0",
    ]);
  });

  it("names its layers and fills the columns", () => {
    dissectAll([packet], (d) => {
      expect([d.stack.join(":"), d.protocolColumn, d.info]).toEqual(["eth:ethertype:ip:udp:bfd", "BFD Control", "Diag: No Diagnostic, State: Up, Flags: 0x00"]);
    });
  });

  it("stands cuts and bit flips", () => { harden(packet); });
});
