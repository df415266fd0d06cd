import process from 'node:process';

/** The vault process as it stands, in a process of Node's: Electron's port to its parent is the channel between the two. */
const port = {
  on: (_event: 'message', hear: (message: { data: unknown; ports: [] }) => void) =>
    process.on('message', (data) => hear({ data, ports: [] })),
  postMessage: (answer: unknown) => void process.send?.(answer),
};
Object.assign(process, { parentPort: port });
await import('../../../src-main/vault/vault-process.ts');
process.on('disconnect', () => process.exit(0));
process.send?.({ ready: true });
