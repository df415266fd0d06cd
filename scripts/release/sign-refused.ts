/** Why nothing was signed or made, as a sentence. */
export class SignRefused extends Error {}
