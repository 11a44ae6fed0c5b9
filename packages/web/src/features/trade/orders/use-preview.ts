import { useDebouncedValue } from '@mantine/hooks';
import { isPlainDate } from '@steward/shared';
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
      costCurrency
      awaits
      items {
        key
        action
        product
        contents
        quantity
        unitMinor
        wasProduct
        wasQuantity
        wasUnitMinor
        otherwise
      }
      quotas {
        name
        ofCompany
        money
        currency
        most
        comesTo
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

const MOST_UNITS = 100_000;

/** What an order would change, once typing has come to rest; nothing while it has no lines, or what is typed is no day or number. */
export function usePreview(input: OrderInput): Preview | undefined {
  const [settled] = useDebouncedValue(JSON.stringify(input), 250);
  const asked = JSON.parse(settled) as OrderInput;
  const whole =
    asked.lines.length > 0 &&
    isPlainDate(asked.startsOn ?? '') &&
    asked.lines.every(
      ({ quantity }) => quantity == null || (Number.isInteger(quantity) && quantity <= MOST_UNITS),
    );
  const { data } = useKeptQuery(
    PreviewDocument,
    { input: asked },
    { types: ['Product', 'Subscription', 'Quota'], pause: !whole },
  );
  return whole && input.lines.length > 0 ? data?.previewOrder : undefined;
}
