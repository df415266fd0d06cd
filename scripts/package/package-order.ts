/** What a system package is made of: a tree laid out as on the disk it is installed to, and what its format says of it. */
export interface PackageOrder {
  /** The folder that stands for `/`. */
  readonly tree: string;
  /** A folder for whatever the format's own tool needs on the way; removed afterwards. */
  readonly work: string;
  /** The package to write. */
  readonly file: string;
  readonly name: string;
  readonly version: string;
  readonly architecture: string;
  readonly maintainer: string;
  readonly vendor: string;
  readonly homepage: string;
  readonly licence: string;
  readonly summary: string;
  readonly description: readonly string[];
  readonly section: string;
  readonly depends: readonly string[];
  readonly recommends: readonly string[];
  readonly afterInstall: string | null;
  readonly afterRemove: string | null;
}
