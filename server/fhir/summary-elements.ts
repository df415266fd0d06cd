import { type Definitions, readDefinitions } from './trimmed-definitions.ts';

/** Elements of the first level of one type, a choice as `value[x]`. */
export interface SummaryElements {
  /** `isSummary` in its StructureDefinition. */
  readonly summary: readonly string[];
  /** Never left out: required, or a modifier of the rest. */
  readonly mandatory: readonly string[];
  readonly choices: readonly string[];
}

let loaded: ReadonlyMap<string, SummaryElements> | undefined;

/** What belongs to the summary of a type; read from the definitions when it is first asked for. */
export function readSummaryElements(type: string): SummaryElements {
  loaded ??= toTable(readDefinitions());
  return loaded.get(type) ?? { summary: [], mandatory: [], choices: [] };
}

function toTable({ resources }: Definitions): ReadonlyMap<string, SummaryElements> {
  const { entry } = resources as {
    entry: {
      resource: {
        name: string;
        snapshot: { element: { path: string; min: number; isSummary?: boolean; isModifier?: boolean }[] };
      };
    }[];
  };
  return new Map(
    entry.map(({ resource: { name, snapshot } }) => {
      const first = snapshot.element.filter(({ path }) => path.split('.').length === 2);
      const names = (of: typeof first): string[] => of.map(({ path }) => path.split('.')[1] ?? '');
      return [
        name,
        {
          summary: names(first.filter(({ isSummary }) => isSummary === true)),
          mandatory: names(first.filter(({ min, isModifier }) => min > 0 || isModifier === true)),
          choices: names(first).filter((one) => one.endsWith('[x]')),
        },
      ];
    }),
  );
}
