import { beforeEach, describe, expect, it } from "vitest";
import { useJourneys } from "./support/journeys";
import type { WirelensWindow } from "./support/window";

const journeys = useJourneys();
let window: WirelensWindow;

describe("the bytes of the SYN of web-login", () => {
  beforeEach(async () => {
    window = await journeys.open({ open: "sample:web-login.pcapng" });
    await window.row(5).click();
    await window.page.getByText("Packet 5", { exact: true }).waitFor();
  });

  it("name their field under the pointer", async () => {
    await window.byte(26).hover();
    await window.page.getByText("Source Address: 192.168.1.23", { exact: true }).waitFor();
    await window.page.getByText("ip.src", { exact: true }).waitFor();
    await window.byte(36).hover();
    await window.page.getByText("tcp.dstport", { exact: true }).waitFor();
    await window.byte(12).hover();
    await window.page.getByText("eth.type", { exact: true }).waitFor();
    expect(await window.selectedField()).toBeUndefined();
    await window.list.hover();
    await expect.poll(() => window.page.getByText("eth.type", { exact: true }).count()).toBe(0);
  });

  it("select their node when clicked, opening what is above it", async () => {
    await window.byte(26).click();
    await expect.poll(() => window.selectedField()).toBe("Source Address: 192.168.1.23");
    expect(await window.markedBytes()).toBe("c0 a8 01 17");
    expect(await window.status.innerText()).toMatch(/Source Address: 192\.168\.1\.23\s+\(ip\.src\)\s+4 bytes/);
    await window.byte(38).click();
    await expect.poll(() => window.selectedField()).toContain("Sequence Number: 0 ");
    expect(await window.markedBytes()).toBe("9b 08 15 60");
    // bits share their bytes: the item that holds them is meant
    await window.byte(47).click();
    await expect.poll(() => window.selectedField()).toBe("Flags: 0x002 (SYN)");
    await window.shot("bytes-clicked");
  });

  it("are walked with the arrow keys", async () => {
    const { keyboard } = window.page;
    await window.byte(26).click();
    await expect.poll(() => window.selectedField()).toBe("Source Address: 192.168.1.23");
    for (let i = 0; i < 4; i++) await keyboard.press("ArrowRight");
    await expect.poll(() => window.selectedField()).toBe("Destination Address: 101.227.131.96");
    expect(await window.markedBytes()).toBe("65 e3 83 60");
    await keyboard.press("ArrowUp");
    await expect.poll(() => window.selectedField()).toContain("Version: 4");
    await keyboard.press("Home");
    await expect.poll(() => window.selectedField()).toBe("Destination: 50:c7:bf:2a:61:08");
    await keyboard.press("Control+End");
    await expect.poll(() => window.selectedField()).toBe("Shift count: 7");
  });

  it("are marked for the node that is selected", async () => {
    await window.expand(/^Transmission Control Protocol/);
    expect(await window.markedBytes()).toMatch(/^c4 88 00 50 9b 08 15 60 .* 07$/);
    await window.node("Window: 64240").click();
    await expect.poll(() => window.markedBytes()).toBe("fa f0");
    await window.page.keyboard.press("ArrowUp");
    await window.page.keyboard.press("ArrowUp");
    await expect.poll(() => window.selectedField()).not.toBe("Window: 64240");
    await window.node(/^Flags: 0x002/).click();
    await expect.poll(() => window.markedBytes()).toBe("80 02");
  });

  it("are shown as bits", async () => {
    await window.button("01").click();
    await window.bytes.getByRole("row", { name: /^0000 01010000 11000111 10111111/ }).waitFor();
    await window.shot("bits");
    await window.button("0x").click();
    await window.bytes.getByRole("row", { name: /^0000 50 c7 bf/ }).waitFor();
  });
});

describe("the bytes of the last segment of a picture", () => {
  beforeEach(async () => {
    window = await journeys.open({ open: "sample:image-download.pcapng" });
    await window.loaded(107);
    await window.page.keyboard.press("Control+g");
    await window.page.getByRole("textbox", { name: "Packet number" }).fill("105");
    await window.page.keyboard.press("Enter");
    await expect.poll(() => window.selectedPacket()).toBe(105);
  });

  it("have a tab for the frame and one for what was reassembled", async () => {
    const frame = window.page.getByRole("tab", { name: /^Frame 501/ }), whole = window.page.getByRole("tab", { name: /^Reassembled TCP 19259/ });
    expect(await frame.getAttribute("aria-selected")).toBe("true");
    await whole.click();
    // "HTTP/1.1 200 OK"
    await window.bytes.getByRole("row", { name: /^0000 48 54 54 50 2f 31 2e 31 20 32 30 30 20 4f 4b 0d/ }).waitFor();
    await window.page.keyboard.press("ArrowLeft");
    await expect.poll(() => frame.getAttribute("aria-selected")).toBe("true");
    await window.bytes.getByRole("row", { name: /^0000 64 b4 73 d0 94 2e 50 c7/ }).waitFor();
  });

  it("turn to the source that a field lies in", async () => {
    const whole = window.page.getByRole("tab", { name: /^Reassembled TCP/ });
    await window.expand(/^Hypertext Transfer Protocol/);
    await expect.poll(() => whole.getAttribute("aria-selected")).toBe("true");
    await window.bytes.getByRole("row", { name: /^0000 48 54 54 50/ }).waitFor();
    await window.expand(/^HTTP\/1\.1 200 OK/);
    await window.node("Status Code: 200").click();
    await expect.poll(() => window.markedBytes()).toBe("32 30 30");
    await window.byte(0x13).click();
    await expect.poll(() => window.selectedField()).toContain("Server: ImgHttp3.0.0");
    await window.shot("reassembled");
    await window.node(/^Internet Protocol Version 4/).click();
    await expect.poll(() => window.page.getByRole("tab", { name: /^Frame/ }).getAttribute("aria-selected")).toBe("true");
    expect(await window.markedBytes()).toMatch(/^45 00 01 e7/);
  });

  it("are scrolled to their end", async () => {
    await window.page.getByRole("tab", { name: /^Reassembled TCP/ }).click();
    await window.byte(0).click();
    await window.page.keyboard.press("Control+End");
    // 19259 bytes: the last line begins at 0x4b30 and ends with the JPEG's end of image
    await window.bytes.getByRole("row", { name: /^4b30 .*ff d9$/ }).waitFor();
  });
});
