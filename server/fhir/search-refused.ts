/** The parameter that could not be followed, and why; a search is never answered as if it had not been said. */
export class SearchRefused extends Error {
  readonly parameter: string;

  constructor(parameter: string, reason: string) {
    super(reason);
    this.parameter = parameter;
  }
}
