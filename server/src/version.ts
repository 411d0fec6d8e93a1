/** What this build is. */
export const productVersion = '0.1.0';
/** Wire: of a release, upstream's build bears the version's own number. */
export const buildNumber = '11.6.0';
