import { readFileSync } from "node:fs";
import { afterAll, describe, expect, it } from "vitest";
import { cutGzip, samplePath, temporaryFolder } from "./support/captures";
import { useJourneys } from "./support/journeys";
import type { WirelensWindow } from "./support/window";

const journeys = useJourneys();
const folder = temporaryFolder();
afterAll(() => folder.remove());
const webLogin = readFileSync(samplePath("web-login.pcapng"));

/** The window goes on as if nothing had been. */
async function isUsable(window: WirelensWindow): Promise<void> {
  await window.drop(samplePath("image-download.pcapng"));
  await window.loaded(107, "image-download.pcapng");
  await expect.poll(() => window.page.getByRole("alert").count()).toBe(0);
  await window.row(3).click();
  await window.node(/^Domain Name System \(query\)/).waitFor();
}

/** Opens the list of notices from the status bar and returns its text. */
async function notices(window: WirelensWindow): Promise<string> {
  await window.button(/^Notices on this capture: [1-9]/).click();
  const dialog = window.page.getByRole("dialog", { name: "Capture notices" });
  const text = await dialog.innerText();
  await window.shot("notices");
  await window.page.keyboard.press("Escape");
  await dialog.waitFor({ state: "detached" });
  return text;
}

describe("a file that is no capture", () => {
  const files = [
    { name: "diary.txt", content: "Dear diary, this is no capture.\n".repeat(20), reason: /not a capture file/ },
    { name: "empty.pcap", content: "", reason: /file is empty/ },
    { name: "noise.pcapng", content: Buffer.from("deadbeef00112233445566778899aabbccddeeff", "hex"), reason: /not a capture file/ },
    { name: "patched.pcap", content: Buffer.from("34cdb2a1020004000000000000000000ffff000001000000", "hex"), reason: /modified pcap.*not supported/ },
  ];
  it.each(files)("$name is refused with the reason, and the window goes on", async ({ name, content, reason }) => {
    const window = await journeys.open();
    await window.button(/^web-login/).waitFor();
    await window.drop(folder.write(name, content));
    const alert = window.page.getByRole("alert");
    await alert.getByText(`${name} could not be opened`).waitFor();
    expect(await alert.innerText()).toMatch(reason);
    await window.shot(`refused-${name}`);
    await window.button(/^web-login/).waitFor();
    await isUsable(window);
  });

  it("is refused while a capture is open, and the notice can be dismissed", async () => {
    const window = await journeys.open({ open: "sample:web-login.pcapng" });
    await window.loaded(81);
    await window.drop(folder.write("letter.txt", "Dear reader"));
    await window.page.getByRole("alert").getByText("letter.txt could not be opened").waitFor();
    await window.button("Dismiss").click();
    await expect.poll(() => window.page.getByRole("alert").count()).toBe(0);
    await isUsable(window);
  });
});

describe("a capture that is damaged", () => {
  it("shows the packets before the place where it is cut short, and tells the place", async () => {
    const window = await journeys.open();
    await window.button(/^web-login/).waitFor();
    // the last packets are 54 bytes each in blocks of 88 bytes, before the statistics
    await window.drop(folder.write("cut.pcapng", webLogin.subarray(0, webLogin.length - 1000)));
    await window.loaded(73, "cut.pcapng");
    await window.page.getByRole("note").getByText("Not the whole file could be read.").waitFor();
    await window.page.keyboard.press("Control+End");
    await expect.poll(() => window.selectedPacket()).toBe(73);
    const text = await notices(window);
    expect(text).toContain("The file ends inside a block");
    expect(text).toContain("at byte 32,704");
    await isUsable(window);
    await window.button("No notices on this capture").waitFor();
  });

  it("shows what can be decompressed of a gzip file that is cut short", async () => {
    const window = await journeys.open();
    await window.button(/^web-login/).waitFor();
    await window.drop(folder.write("cut.pcap.gz", cutGzip("web-login.pcapng")));
    await expect.poll(() => window.cells(7)).toContain("50312 → 80 [ACK] Seq=1 Ack=1 Win=64256 Len=0");
    expect(await notices(window)).toMatch(/compressed file ends/);
    await isUsable(window);
  });

  it("shows an empty list of a capture without packets", async () => {
    const window = await journeys.open();
    await window.button(/^web-login/).waitFor();
    await window.drop(folder.write("nothing.pcap", Buffer.from("d4c3b2a1020004000000000000000000ffff000001000000", "hex")));
    await window.page.getByText("This capture holds no packets").waitFor();
    await isUsable(window);
  });

  it("says so when the address names a capture that is not there", async () => {
    const window = await journeys.open({ open: "sample:no-such.pcapng" });
    await window.page.getByRole("alert").getByText("no-such.pcapng could not be opened").waitFor();
    await window.button(/^web-login/).click();
    await window.loaded(81, "web-login.pcapng");
  });
});
