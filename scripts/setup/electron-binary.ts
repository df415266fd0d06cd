import { z } from 'zod';

/** An Electron that can be started: `test` is the out-of-support Electron 33 that only a test build may use. */
export const ElectronRuntime = z.strictObject({
  kind: z.enum(['official', 'test']),
  version: z.string(),
  /** The executable, an absolute path. */
  executable: z.string(),
});
export type ElectronRuntime = z.infer<typeof ElectronRuntime>;
