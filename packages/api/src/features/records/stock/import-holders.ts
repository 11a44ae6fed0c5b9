import type { Scope } from '../../../kernel/scope.ts';

/** People and services of a company, by what stands in a file. */
export interface Holders {
  person(text: string | undefined): { id: string; name: string } | undefined;
  service(text: string | undefined): { id: string } | undefined;
}

/** Finds those that rows name: people by user id or address, never by name alone, services by their reference. */
export async function holdersOf(
  scope: Scope,
  companyId: string,
  rows: readonly { values: { person?: string; service?: string } }[],
): Promise<Holders> {
  const texts = (pick: (values: { person?: string; service?: string }) => string | undefined) => [
    ...new Set(rows.flatMap(({ values }) => pick(values)?.toLowerCase() ?? [])),
  ];
  const people = await scope.sql<{ id: string; name: string; user: string; email: string | null }>(
    `select id, first_name || ' ' || last_name as name, user_key as user, email_key as email from end_user
      where company_id = $1 and (user_key = any ($2) or email_key = any ($2))`,
    [companyId, texts(({ person }) => person)],
  );
  const services = await scope.sql<{ id: string; reference: string }>(
    `select id, reference_key as reference from subscription where company_id = $1 and state <> 'ENDED' and reference_key = any ($2)`,
    [companyId, texts(({ service }) => service)],
  );
  const byText = new Map(
    people.flatMap((one) => [[one.user, one] as const, [one.email ?? '', one] as const]),
  );
  const byReference = new Map(services.map((one) => [one.reference, one]));
  return {
    person: (text) => byText.get(text?.toLowerCase() ?? ' '),
    service: (text) => byReference.get(text?.toLowerCase() ?? ' '),
  };
}
