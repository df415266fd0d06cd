/** One import that an area may not make, and what to do instead. */
export interface ForbiddenImport {
  readonly regex: string;
  readonly message: string;
  readonly importNames?: readonly string[];
}

/** An area of the tree and every import it may not make; the last area that matches a file is the one that counts. */
export interface Zone {
  readonly files: readonly string[];
  readonly except?: readonly string[];
  readonly forbidden: readonly ForbiddenImport[];
}

/** Matches a relative import of a top-level folder, from however deep. */
const tree = (names: string): string => `^(\\.\\./)+(${names})/`;
/** Matches a package by its name, with or without a subpath. */
const packages = (names: string): string => `^(${names})(/.*)?$`;

const tests: ForbiddenImport = {
  regex: tree('test'),
  message: 'Nobody sees test/: move what is needed into the folder that owns it.',
};
const tools: ForbiddenImport = {
  regex: tree('scripts'),
  message: 'scripts/ is for people and CI: move what the program needs into the folder that owns it.',
};
const bareElectron: ForbiddenImport = {
  regex: '^electron$',
  message: 'Write electron/main or electron/renderer: the bare module hides which process the code runs in.',
};
const electron: ForbiddenImport = {
  regex: packages('electron'),
  message: 'Electron exists in src-main/ only: ask through contracts/ipc.ts.',
};
const ipcMain: ForbiddenImport = {
  regex: '^electron/main$',
  importNames: ['ipcMain'],
  message: 'Only src-main/ipc/ touches ipcMain: add a row to contracts/ipc.ts and a handler that ipc/ is handed.',
};
const http: ForbiddenImport = {
  regex: packages('axios'),
  message: 'Only src-main/hospital/ speaks to the hospital: take its client as a collaborator.',
};
const keychain: ForbiddenImport = {
  regex: packages('keytar'),
  message: 'Only src-main/secrets/ opens the keychain: take its store as a collaborator.',
};
const nodeBuiltins: ForbiddenImport = {
  regex:
    '^(node:.*|fs|path|os|crypto|http|https|net|tls|stream|buffer|events|util|url|child_process|worker_threads|zlib)(/.*)?$',
  message: 'There is no Node here: ask the main process through contracts/ipc.ts.',
};
const pixels: ForbiddenImport = {
  regex: '^(@cornerstonejs/.*|dicom-parser)$',
  message: 'Only src-renderer/viewer/ knows Cornerstone and dicom-parser: use what viewer/ exports.',
};
const fromApp: ForbiddenImport = {
  regex: '^(\\.\\./)+app/',
  message: 'app/ composes the features: hand what is needed down as a prop or a collaborator.',
};
const fromFeatures: ForbiddenImport = {
  regex: '^(\\.\\./)+features/',
  message: 'ui/ and viewer/ know no feature: take the value as a prop.',
};
const otherFeature = (up: string): ForbiddenImport => ({
  regex: `^${up}[a-z]`,
  message: 'Features never import each other: lift it to app/, or put the shared piece in ui/ or contracts/.',
});
const otherFeatureByPath: ForbiddenImport = {
  regex: '^(\\.\\./)+features/',
  message: 'Features never import each other: lift it to app/, or put the shared piece in ui/ or contracts/.',
};
const web: ForbiddenImport = {
  regex: '^(fastify|@fastify/.*)$',
  message: 'HTTP ends at routes/: take plain values and return plain values.',
};
const database: ForbiddenImport = {
  regex: packages('pg'),
  message: 'Only server/store/ and server/postgres/ speak SQL: call a store function.',
};
const above = (names: string, folder: string): ForbiddenImport => ({
  regex: `^(\\.\\./)+(${names})(/|\\.ts$)`,
  message: `${folder} is below that: main → app → routes → domain, mapping and store. Pass it in from above.`,
});
const inputOutput: ForbiddenImport = {
  regex: '^node:(fs|net|tls|http|https|child_process)(/.*)?$',
  message: 'This folder is pure: read in the caller and pass the value.',
};

const trees = (names: string, may: string): ForbiddenImport => ({
  regex: tree(names),
  message: `No arrow leads there: ${may} Put what both need in contracts/.`,
});

const inContracts = [
  {
    regex: '^([^.z]|z[^o]|zo[^d]|zod[^/])',
    message: 'contracts/ knows zod and itself, nothing else: keep it plain data.',
  },
  trees('src-main|src-renderer|server|scripts|test', 'contracts/ imports nobody.'),
];
const inMain = [
  trees('src-renderer|server', 'src-main/ imports contracts/ only.'),
  bareElectron,
  ipcMain,
  http,
  keychain,
  tests,
  tools,
];
const inPreload = [
  trees('src-renderer|src-main|server', 'the preload imports contracts/ only.'),
  {
    regex: '^\\./([^p]|p[^r])',
    message: 'The preload is sandboxed: it imports contracts/ and electron/renderer only.',
  },
  bareElectron,
  nodeBuiltins,
  tests,
  tools,
];
const inWindow = [
  trees('src-main|server', 'src-renderer/ imports contracts/ only.'),
  electron,
  nodeBuiltins,
  http,
  keychain,
  tests,
  tools,
];
const inServer = [trees('src-main|src-renderer', 'server/ imports contracts/ only.'), electron, http, tests, tools];

/** HOUSE-STYLE's import diagram, area by area; from the widest to the narrowest. */
export const zones: readonly Zone[] = [
  { files: ['contracts/**/*.ts'], forbidden: inContracts },

  { files: ['src-main/**/*.ts'], forbidden: inMain },
  { files: ['src-main/ipc/**/*.ts'], forbidden: inMain.filter((rule) => rule !== ipcMain) },
  { files: ['src-main/hospital/**/*.ts'], forbidden: inMain.filter((rule) => rule !== http) },
  { files: ['src-main/secrets/**/*.ts'], forbidden: inMain.filter((rule) => rule !== keychain) },
  { files: ['src-main/preload.ts', 'src-main/preload/**/*.ts'], forbidden: inPreload },

  { files: ['src-renderer/**/*.{ts,tsx}'], forbidden: [...inWindow, pixels] },
  { files: ['src-renderer/print/**/*.{ts,tsx}'], forbidden: [...inWindow, pixels, fromApp, fromFeatures] },
  { files: ['src-renderer/ui/**/*.{ts,tsx}'], forbidden: [...inWindow, pixels, fromApp, fromFeatures] },
  { files: ['src-renderer/viewer/**/*.{ts,tsx}'], forbidden: [...inWindow, fromApp, fromFeatures] },
  {
    files: ['src-renderer/features/*/*.{ts,tsx}'],
    forbidden: [...inWindow, pixels, fromApp, otherFeature('\\.\\./'), otherFeatureByPath],
  },
  {
    files: ['src-renderer/features/*/*/*.{ts,tsx}'],
    forbidden: [...inWindow, pixels, fromApp, otherFeature('\\.\\./\\.\\./'), otherFeatureByPath],
  },

  { files: ['server/**/*.ts'], forbidden: inServer },
  { files: ['server/routes/**/*.ts'], forbidden: [...inServer, database, above('main|app', 'routes/')] },
  {
    files: ['server/store/**/*.ts'],
    forbidden: [...inServer, web, above('main|app|routes', 'store/')],
  },
  {
    files: ['server/domain/**/*.ts'],
    forbidden: [...inServer, web, database, above('main|app|routes', 'domain/')],
  },
  {
    files: ['server/mapping/**/*.ts'],
    forbidden: [...inServer, web, database, inputOutput, above('main|app|routes|store', 'mapping/')],
  },

  {
    files: ['scripts/**/*.{ts,mjs}'],
    forbidden: [tests, trees('src-main|src-renderer', 'scripts/ starts them, never imports them.')],
  },
];
