/**
 * Who takes part in the two samples: names, addresses, places in time. The network namespaces
 * carry these very addresses, so what the kernel sends needs no rewriting afterwards.
 */
export const gateway = { mac: "50:c7:bf:2a:61:08", ip: "192.168.1.1" };

/** One-way delay in milliseconds, and the answers the resolver gives for each name. */
export const hosts = [
  {
    name: "extshort.weixin.qq.com", ttl: 143, delay: 16,
    addresses: ["101.227.131.96", "101.227.131.104", "180.163.25.38", "58.251.100.27"],
  },
  {
    name: "login.wx.qq.com", ttl: 600, delay: 19,
    cname: { name: "login.wx.qq.com.tegsea.tc.qq.com", ttl: 89 },
    addresses: ["101.32.133.16", "101.32.133.53"],
  },
  {
    name: "wx.qlogo.cn", ttl: 512, delay: 14,
    cname: { name: "wx.qlogo.cn.tegsea.tc.qq.com", ttl: 60 },
    addresses: ["183.60.137.140", "183.60.137.158", "119.147.193.22"],
  },
  {
    name: "szshort.weixin.qq.com", ttl: 287, delay: 17,
    addresses: ["183.3.224.142", "183.3.224.155", "183.3.235.87"],
  },
  {
    name: "mmsns.qpic.cn", ttl: 379, delay: 14,
    cname: { name: "mmsns.qpic.cn.tegsea.tc.qq.com", ttl: 60 },
    addresses: ["119.147.190.77", "119.147.190.84"],
  },
];

/** TCP receive buffer in bytes: at first, at most. */
export const usualBuffer = "131072 6291456";

export const stories = {
  "web-login": {
    start: "2026-10-16T02:14:07Z",
    client: { mac: "3c:a9:f4:5e:07:b1", ip: "192.168.1.23", timestamps: false, buffer: usualBuffer },
    interface: { name: "wlan0", description: "Laptop, Wi-Fi" },
    comments: [
      { text: "The login begins: the page asks for a QR code to show.", starts: "POST /cgi-bin/micromsg-bin/getloginqrcode" },
      { text: "The encrypted part begins here. The server name below is still readable.", starts: "\x16\x03\x01" },
    ],
  },
  "image-download": {
    start: "2026-10-16T02:31:40Z",
    // A small buffer keeps the window still while segments are missing, so that duplicate ACKs look alike.
    client: { mac: "64:b4:73:d0:94:2e", ip: "192.168.1.37", timestamps: true, buffer: "65536 131072" },
    interface: { name: "wlan0", description: "Phone, Wi-Fi" },
    loss: { from: "183.60.137.140", segment: 4 },
    comments: [
      { text: "A segment is missing before this one; the SACK option in the next packets says which bytes did arrive.", afterGap: true },
      { text: "MMTLS inside HTTP: the body is a Client Hello record.", starts: "POST /mmtls/" },
      { text: "The picture is asked for. It arrives in many TCP segments.", starts: "GET /mmsns/" },
    ],
  },
};

/** @param {string} name @returns the entry of `hosts`; throws when there is none */
export function hostNamed(name) {
  const found = hosts.find((host) => host.name === name);
  if (!found) throw new Error(`the story has no host ${name}`);
  return found;
}

/** The story's time now, in ms since 1970: real time moved by the offset the script hands down. */
export const storyNow = () => Date.now() + Number(process.env.STORY_OFFSET_MS ?? 0);
