import { graphql, type ResultOf } from '../../../data/graphql.ts';
import { useRead } from '../../../data/use-read.ts';

const OrderPreviewDocument = graphql(`
  query OrderPreview($endUserIds: [ID!]!, $productIds: [ID!]!) {
    orderPreview(endUserIds: $endUserIds, productIds: $productIds) {
      lacking {
        endUserId
        displayName
        product
      }
      overlapping {
        endUserId
        displayName
        product
        besides
      }
      hindered {
        endUserId
        productId
        message
      }
    }
  }
`);

export type OrderPreview = ResultOf<typeof OrderPreviewDocument>['orderPreview'];

/** What is to be known before these people are given these products; kept up while addresses are allocated elsewhere [C4]. */
export function useOrderPreview(endUserIds: readonly string[], productIds: readonly string[]): OrderPreview {
  const read = useRead(
    OrderPreviewDocument,
    { endUserIds: [...endUserIds], productIds: [...productIds] },
    { pause: productIds.length === 0, types: ['EndUser', 'Subscription', 'Product'] },
  );
  return read.state === 'ready' && productIds.length > 0 ? read.data.orderPreview : NOTHING;
}

const NOTHING: OrderPreview = { lacking: [], overlapping: [], hindered: [] };
