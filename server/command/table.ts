import type { CommandEntry } from './command.ts';

/** Every command of passerelle-server; a new one is a file beside this and its line here. Only the one that is asked for is loaded. */
export const commands: Readonly<Record<string, CommandEntry>> = {
  init: {
    summary: 'founds a hospital: CA, keys, database, first Director',
    load: async () => (await import('./init.ts')).init,
  },
  check: {
    summary: 'names what is broken: configuration, disk, certificates, database, clock, files, PACS',
    load: async () => (await import('./check.ts')).check,
  },
  serve: {
    summary: 'serves the hospital (the unit runs it)',
    load: async () => (await import('./serve.ts')).serve,
  },
  invite: {
    summary: 'an invitation for an account, or for a new one of desk, helpdesk or Director',
    load: async () => (await import('./invite.ts')).invite,
  },
  'reset-director': {
    summary: "a reset letter for the hospital's only Director",
    load: async () => (await import('./reset-director.ts')).resetDirector,
  },
  backup: {
    summary: 'writes an encrypted backup, data and keys apart',
    load: async () => (await import('./backup.ts')).backup,
  },
  'backup-key': {
    summary: 'makes a key pair for backups (the file goes into a safe)',
    load: async () => (await import('./backup-key.ts')).backupKey,
  },
  restore: {
    summary: 'restores a backup into an empty place, or only checks one',
    load: async () => (await import('./restore.ts')).restore,
  },
  release: {
    summary: 'releases of the program: add, list, push, pause, resume, withdraw',
    load: async () => (await import('./release.ts')).release,
  },
  'verify-trace': {
    summary: 'verifies the trace, also against heads kept elsewhere',
    load: async () => (await import('./verify-trace.ts')).verifyTrace,
  },
};
