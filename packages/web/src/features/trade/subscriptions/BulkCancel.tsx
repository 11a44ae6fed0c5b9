import { Select } from '@mantine/core';
import { useState } from 'react';
import { graphql } from '../../../data/graphql.ts';
import { useProductOptions } from '../../../data/use-product-options.ts';
import { useSend } from '../../../data/use-send.ts';
import { ApiError } from '../../../lib/errors.ts';
import { plural } from '../../../lib/format.ts';
import { BulkDialogue } from '../../../ui/BulkDialogue.tsx';
import { LastDayChoice, useLastDay } from './LastDayChoice.tsx';

const CancelSubscriptionsDocument = graphql(`
  mutation CancelSubscriptions($input: CancelSubscriptionsInput!) {
    cancelSubscriptions(input: $input) {
      done
      refused {
        id
        name
        reason
      }
    }
  }
`);

const CancelServicesDocument = graphql(`
  mutation CancelServices($input: CancelServicesInput!) {
    cancelServices(input: $input) {
      done
      refused {
        id
        name
        reason
      }
    }
  }
`);

interface BulkProps {
  ids: readonly string[];
  onClose: (done: boolean) => void;
}

const ended = (count: number) => `${plural(count, 'subscription')} cancelled.`;

/** Ends every subscription that is ticked [C4]. */
export function BulkCancel({ ids, onClose }: BulkProps) {
  const cancel = useSend(CancelSubscriptionsDocument, 'Subscription');
  const day = useLastDay();
  return (
    <BulkDialogue
      count={ids.length}
      title={`Cancel ${plural(ids.length, 'subscription')}?`}
      consequence={day.consequence}
      confirmLabel={`Cancel ${plural(ids.length, 'subscription')}`}
      destructive
      onConfirm={async () =>
        (await cancel({ input: { ids: [...ids], endsOn: day.endsOn() } })).cancelSubscriptions
      }
      done={ended}
      onClose={onClose}
    >
      <LastDayChoice day={day} />
    </BulkDialogue>
  );
}

/** Takes one service away from everyone who is ticked [C4]. */
export function BulkCancelService({ ids, onClose }: BulkProps) {
  const cancel = useSend(CancelServicesDocument, 'Subscription');
  const day = useLastDay();
  const [productId, setProductId] = useState<string | null>(null);
  const products = useProductOptions();
  return (
    <BulkDialogue
      count={ids.length}
      title={`Cancel a service of ${plural(ids.length, 'person', 'people')}?`}
      consequence={day.consequence}
      confirmLabel="Cancel service"
      destructive
      onConfirm={async () => {
        if (productId === null) throw new ApiError('INVALID_INPUT', 'Choose the service first.');
        const input = { endUserIds: [...ids], productId, endsOn: day.endsOn() };
        return (await cancel({ input })).cancelServices;
      }}
      done={ended}
      onClose={onClose}
    >
      <Select
        label="Service"
        placeholder="Type a name"
        required
        searchable
        data={products.options}
        onSearchChange={products.onSearch}
        value={productId}
        onChange={setProductId}
      />
      <LastDayChoice day={day} />
    </BulkDialogue>
  );
}
