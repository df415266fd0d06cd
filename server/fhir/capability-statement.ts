import { resourceRules } from '../mapping/search-parameters.ts';

const TYPES = {
  token: 'token',
  identifier: 'token',
  reference: 'reference',
  string: 'string',
  date: 'date',
  quantity: 'quantity',
} as const;

/** What this server really does, made from the same table as the strict check of a search. */
export function toCapabilityStatement(base: string): object {
  return {
    resourceType: 'CapabilityStatement',
    status: 'active',
    date: '2026-11-22',
    kind: 'instance',
    software: { name: 'Passerelle' },
    implementation: { description: 'The hospital’s record for linked physicians', url: base },
    fhirVersion: '4.0.1',
    format: ['json'],
    rest: [
      {
        mode: 'server',
        security: {
          description:
            'Mutual TLS 1.3 with an enrolled certificate, and a session token bound to it. Only linked patients’ records exist for a caller. Transactions are for the hospital’s own systems.',
        },
        interaction: [{ code: 'transaction' }],
        resource: [
          ...Object.entries(resourceRules).map(([type, { search, written }]) => ({
            type,
            versioning: type === 'Binary' ? 'no-version' : 'versioned',
            interaction: ['read', ...(type === 'Binary' ? [] : ['vread', 'history-instance', 'search-type'])].map(
              (code) => ({ code }),
            ),
            updateCreate: written,
            conditionalCreate: written,
            ...(type === 'Binary' ? {} : { searchParam: toParameters(type, search), ...toJoins(type) }),
            ...(type === 'Patient'
              ? {
                  operation: [
                    { name: 'everything', definition: 'http://hl7.org/fhir/OperationDefinition/Patient-everything' },
                  ],
                }
              : {}),
          })),
          {
            type: 'Consent',
            interaction: [{ code: 'read' }, { code: 'search-type' }],
            searchParam: [
              { name: '_id', type: 'token' },
              { name: 'patient', type: 'reference' },
              { name: 'status', type: 'token' },
            ],
          },
        ],
      },
    ],
  };
}

function toParameters(type: string, search: (typeof resourceRules)[string]['search']): object[] {
  return [
    { name: '_id', type: 'token' },
    { name: '_lastUpdated', type: 'date' },
    ...Object.entries(search).map(([name, { kind }]) => ({
      name,
      type: TYPES[kind],
      ...(kind === 'identifier' ? { documentation: `By POST ${type}/_search alone.` } : {}),
    })),
  ];
}

function toJoins(type: string): object {
  const own = Object.entries(resourceRules[type]?.search ?? {}).filter(([, { kind }]) => kind === 'reference');
  const others = Object.entries(resourceRules).flatMap(([other, { search }]) =>
    Object.entries(search).flatMap(([name, { kind }]) =>
      kind === 'reference' && (type === 'Patient' ? name === 'patient' : false) ? [`${other}:${name}`] : [],
    ),
  );
  return {
    ...(own.length === 0 ? {} : { searchInclude: own.map(([name]) => `${type}:${name}`) }),
    ...(others.length === 0 ? {} : { searchRevInclude: others }),
  };
}
