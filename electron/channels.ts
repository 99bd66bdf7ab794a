/** What the window may ask of the desktop: the whole list. */
export const CHOOSE_CAPTURE = "wirelens:choose-capture";
