import type { IpcMainInvokeEvent } from "electron";
import { describe, expect, it } from "vitest";
import { isOwn, isOwnCall } from "./lock-down";

const call = (url: string, framed = false): IpcMainInvokeEvent => ({ senderFrame: { url, parent: framed ? {} : null } }) as unknown as IpcMainInvokeEvent;

describe("the desktop's own pages", () => {
  it("are known by their origin", () => {
    for (const address of ["app://wirelens", "app://wirelens/", "app://wirelens/?open=file:1"]) expect(isOwn(address)).toBe(true);
    for (const address of ["app://wirelens.evil/", "app://other/", "http://wirelens/", "https://evil/app://wirelens/", "file:///etc/passwd", ""]) expect(isOwn(address)).toBe(false);
  });

  it("may call, but neither foreign pages nor frames nor frames that are gone", () => {
    expect(isOwnCall(call("app://wirelens/"))).toBe(true);
    expect(isOwnCall(call("http://evil.example/"))).toBe(false);
    expect(isOwnCall(call("app://wirelens/", true))).toBe(false);
    expect(isOwnCall({ senderFrame: null } as unknown as IpcMainInvokeEvent)).toBe(false);
  });
});
