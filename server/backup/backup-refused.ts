/** What a backup or a restore says when it may not go on: one sentence for whoever runs it. */
export class BackupRefused extends Error {}
