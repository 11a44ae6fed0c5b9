import { line } from '@steward/shared';
import { z } from 'zod';
import type { Routes } from '../../../../kernel/graphql/server.ts';
import { check } from '../../../../kernel/input.ts';
import type { RequestContext } from '../../../../kernel/request.ts';
import { hashSecret } from '../../../people/identity/index.ts';
import { invoiceFiles } from '../keep-invoice-files.ts';
import { linkOver } from './find-pay-link.ts';

const BODY = z.object({ token: line(200) });
/** A token and its name. */
const LARGEST_BODY = 1_024;

/**
 * `POST /pay/pdf`: the PDF of a pay link's invoice, for whoever has the link and as long as something is to be paid. The secret comes in
 * the body, for addresses are logged. [B7] [S58]
 */
export const linkedInvoiceRoute: Routes = (server) => {
  server.post('/pay/pdf', { bodyLimit: LARGEST_BODY, config: { context: true } }, async (request, reply) => {
    const { token } = check(BODY, request.body);
    const { number, pdf } = await pdfOf(request.context, token);
    return reply
      .type('application/pdf')
      .header('content-disposition', `inline; filename="${number}.pdf"`)
      .header('cache-control', 'no-store')
      .send(pdf);
  });
};

interface Linked {
  invoiceId: string;
  number: string;
  /** Null while nothing is kept. */
  pdf: Buffer | null;
}

async function pdfOf(context: RequestContext, token: string): Promise<Linked> {
  const { scopes, requestId, address } = context;
  const find = () =>
    scopes.run({ kind: 'anonymous' }, { requestId, address, readOnly: true }, async (scope) => {
      const [found] = await scope.sql<Linked>(
        'select invoice_id as "invoiceId", number, pdf from linked_invoice_pdf($1)',
        [hashSecret(token)],
      );
      if (!found) throw linkOver();
      return found;
    });
  const found = await find();
  if (found.pdf) return found;
  await invoiceFiles.now(context, found.invoiceId);
  return find();
}
