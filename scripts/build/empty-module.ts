/** Stands in for a package that a dependency imports and never calls here. */
export const create = undefined;
