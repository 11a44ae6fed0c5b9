import { notFound } from '../../../kernel/problem.ts';
import type { Scope } from '../../../kernel/scope.ts';

/** What a form asks leave for: with nothing ticked. */
export interface AskedOfContacts {
  id: string;
  name: string;
  version: number;
  text: string;
}

/** What a web site shows. */
export interface FormShown {
  name: string;
  sender: string;
  privacyUrl: string;
  consents: AskedOfContacts[];
}

/** Whose form it is, and which sites may show it. NOT_FOUND if it takes no enquiries. */
export async function findForm(
  scope: Scope,
  formId: string,
): Promise<{ resellerId: string; sites: string[] }> {
  const [form] = await scope.sql<{ resellerId: string; sites: string[] }>(
    'select reseller_id as "resellerId", sites from find_enquiry_form($1)',
    [formId],
  );
  if (!form) throw notFound('form');
  return form;
}

/** What contacts of a tenant are asked for now, as whoever works for it reads. */
export const askedOfContacts = (scope: Scope, resellerId: string): Promise<AskedOfContacts[]> =>
  scope.sql<AskedOfContacts>(
    `select p.id, p.name, t.version, t.text from consent_purpose p
        join lateral (select version, text from consent_text t where t.purpose_id = p.id order by version desc limit 1) t on true
      where p.asks = 'CONTACTS' and p.retired_at is null
        and coalesce(p.reseller_id, (select r.id from reseller r where r.is_platform)) = $1
      order by p.created_at, p.id`,
    [resellerId],
  );

/** The form as it is shown: in whose name, and what it asks leave for. */
export async function formShown(scope: Scope, formId: string, resellerId: string): Promise<FormShown> {
  const [form] = await scope.sql<Omit<FormShown, 'consents'>>(
    `select f.name, r.name as sender, f.privacy_url as "privacyUrl" from enquiry_form f join reseller r on r.id = f.reseller_id
      where f.id = $1`,
    [formId],
  );
  if (!form) throw notFound('form');
  return { ...form, consents: await askedOfContacts(scope, resellerId) };
}
