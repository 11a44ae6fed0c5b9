import { useDebouncedValue } from '@mantine/hooks';
import { graphql, type ResultOf, type VariablesOf } from '../../../data/graphql.ts';
import { useKeptQuery } from '../../../data/use-kept-query.ts';

const PreviewDocument = graphql(`
  query PreviewOrder($input: PlaceOrderInput!) {
    previewOrder(input: $input) {
      startsOn
      monthlyMinor
      firstInvoiceMinor
      monthlyCostMinor
      firstInvoiceCostMinor
      currency
      awaits
      items {
        key
        action
        product
        quantity
        unitMinor
        wasProduct
        wasQuantity
        wasUnitMinor
      }
      problems {
        path
        message
      }
    }
  }
`);

export type OrderInput = VariablesOf<typeof PreviewDocument>['input'];
export type Preview = ResultOf<typeof PreviewDocument>['previewOrder'];

/** What an order would change, once typing has come to rest; nothing while it has no lines. */
export function usePreview(input: OrderInput): Preview | undefined {
  const [settled] = useDebouncedValue(JSON.stringify(input), 250);
  const asked = JSON.parse(settled) as OrderInput;
  const { data } = useKeptQuery(
    PreviewDocument,
    { input: asked },
    { types: ['Product', 'Subscription'], pause: asked.lines.length === 0 },
  );
  return input.lines.length === 0 ? undefined : data?.previewOrder;
}
