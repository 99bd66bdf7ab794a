import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type BigCapture, samplePath, temporaryFolder, writeBigCapture } from "./support/captures";
import { useJourneys } from "./support/journeys";
import type { WirelensWindow } from "./support/window";

const journeys = useJourneys();
const webLogin = samplePath("web-login.pcapng"), imageDownload = samplePath("image-download.pcapng");

/** What web-login shows at once: its first row, its name, its 81 packets. */
async function showsWebLogin(window: WirelensWindow): Promise<void> {
  await window.loaded(81, "web-login.pcapng");
  await expect.poll(() => window.cells(1)).toEqual(["1", "0.000000000", expect.any(String), expect.any(String), "ARP", "42", "Who has 192.168.1.1? Tell 192.168.1.23"]);
  await expect.poll(() => window.selectedPacket()).toBe(1);
  await window.node(/^Address Resolution Protocol/).waitFor();
}

async function showsImageDownload(window: WirelensWindow): Promise<void> {
  await window.loaded(107, "image-download.pcapng");
  await expect.poll(() => window.cells(3)).toEqual(["3", "0.000057566", "192.168.1.37", "192.168.1.1", "DNS", "71", "Standard query 0xb387 A wx.qlogo.cn"]);
  await expect.poll(() => window.selectedPacket()).toBe(1);
}

describe("opening a capture", () => {
  it("opens a sample by one click on the start page", async () => {
    const window = await journeys.open();
    await window.button(/^web-login\.pcapng/).waitFor();
    await window.shot("start");
    await window.button(/^image-download\.pcapng/).click();
    await showsImageDownload(window);
    await window.shot("image-download");
  });

  it("opens a sample that the address names", async () => {
    const window = await journeys.open({ open: "sample:web-login.pcapng" });
    await showsWebLogin(window);
  });

  it("opens a file by the file picker, from the start page and from the menu", async () => {
    const window = await journeys.open();
    const first = window.page.waitForEvent("filechooser");
    await window.button(/Open…$/).click();
    await (await first).setFiles(webLogin);
    await showsWebLogin(window);
    const second = window.page.waitForEvent("filechooser");
    await window.page.keyboard.press("Control+o");
    await (await second).setFiles(imageDownload);
    await showsImageDownload(window);
  });

  it("opens a dropped file, and a second one in its place", async () => {
    const window = await journeys.open();
    await window.button(/^web-login/).waitFor();
    await window.drop(webLogin);
    await showsWebLogin(window);
    await window.applyFilter("tcp.port == 443");
    await expect.poll(() => window.status.innerText()).toContain("Displayed 29 (35.8%)");
    await window.row(24).click();
    await window.node(/^Transmission Control Protocol, Src Port: 443/).click();

    await window.drop(imageDownload);
    await showsImageDownload(window);
    expect(await window.filter.inputValue()).toBe("");
    expect(await window.status.innerText()).not.toContain("Displayed");
    expect(await window.selectedField()).toBeUndefined();
    await window.page.getByText("Packet 1", { exact: true }).waitFor();
    await expect.poll(() => window.packetsInSight()).toContain(10);
  });

  it("says that one capture is opened of several dropped", async () => {
    const window = await journeys.open();
    await window.button(/^web-login/).waitFor();
    await window.drop(webLogin, imageDownload);
    await showsWebLogin(window);
    await window.page.getByText("2 files were dropped; web-login.pcapng was opened.").waitFor();
  });

  it("closes the capture and is back at the start page", async () => {
    const window = await journeys.open({ open: "sample:web-login.pcapng" });
    await showsWebLogin(window);
    await window.menu("File", "Close");
    await window.button(/^image-download\.pcapng/).click();
    await showsImageDownload(window);
  });
});

describe("the program started with a file", () => {
  const started = useJourneys(imageDownload);

  it("opens it, and has it among the recent ones afterwards", async () => {
    const window = await started.open();
    await showsImageDownload(window);
    await window.menu("File", "Close");
    await window.button(/^web-login\.pcapng/).click();
    await showsWebLogin(window);
    await window.menu("File", "Open Recent", "image-download.pcapng");
    await showsImageDownload(window);
  });
});

describe("opening a capture while another one loads", () => {
  const folder = temporaryFolder();
  let big: BigCapture;
  beforeAll(() => {
    big = writeBigCapture(folder.path("big.pcap"), 200e6);
  });
  afterAll(() => folder.remove());

  it("replaces it, and nothing of it comes later", async () => {
    const window = await journeys.open();
    await window.button(/^web-login/).waitFor();
    await window.drop(big.path);
    await window.row(5).waitFor();
    expect(await window.status.innerText()).toContain("Loading");
    await window.drop(webLogin);
    await showsWebLogin(window);
    // each of these asks the engine, whose late answers about the first capture would come before
    for (const filter of ["dns", "", "tcp.stream == 1"]) {
      await window.applyFilter(filter);
      const displayed = filter === "" ? "" : `Displayed ${filter === "dns" ? 4 : 29} `;
      await expect.poll(() => window.status.innerText()).toContain(displayed);
      expect(await window.status.innerText()).toContain("Packets 81");
    }
    await expect.poll(() => window.packetsInSight()).toContain(17);
  });
});
