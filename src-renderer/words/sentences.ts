/** The sentences of one subject in another language: every id of the French file, none besides. */
export type Sentences<French> = { readonly [Id in keyof French]: string };
