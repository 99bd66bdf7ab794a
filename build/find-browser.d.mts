/** Path of a browser, or undefined when there is none and none can be had. */
export function findBrowser(): Promise<string | undefined>;
