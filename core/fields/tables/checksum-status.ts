/** What is known of a checksum: the value of every `….checksum.status`. */
import { values } from "../values";

export const CHECKSUM = { bad: 0, good: 1, unverified: 2, notPresent: 3, illegal: 4 } as const;
export const checksumStatus = values({ 0: "Bad", 1: "Good", 2: "Unverified", 3: "Not present", 4: "Illegal" });
