/**
 * A path as it may stand in a log. Whoever has the key of a link (setting up, an invitation, a new password) is let in by it, so a log must not
 * hold one: whatever is as long as a key is left out, wherever it stands and whichever page or route it is for.
 */
export const loggablePath = (path: string): string => path.replace(keyed, '…');
/** 256 bits in base64url, or more. Ids are shorter. */
const keyed = /[\w-]{43,}/g;
