/** What this build is. */
export const productVersion = '0.1.0';
/** Wire: a part of the dotted version string, so it holds no dots itself. */
export const buildNumber = '1';
