import { resolveElectron } from './setup/electron-runtime.ts';
import { root } from './check/step.ts';

/** Prints the path of the Electron that this checkout starts with, after bringing it here if need be. */
const runtime = await resolveElectron(root);
console.log(runtime.executable);
