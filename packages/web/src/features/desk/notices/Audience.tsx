import { Alert, Text } from '@mantine/core';
import { IconUsers } from '@tabler/icons-react';
import { graphql, type ResultOf } from '../../../data/graphql.ts';
import { useRead } from '../../../data/use-read.ts';
import { plural } from '../../../lib/format.ts';
import type { Loadable } from '../../../lib/loadable.ts';

const AudienceDocument = graphql(`
  query NoticeAudience($productId: ID!) {
    noticeAudience(productId: $productId) {
      resellers
      companies
      endUsers
      people
    }
  }
`);

/** Whom a notice about a product would reach now; follows subscriptions while it is on screen. */
export function useAudience(productId: string): Loadable<ResultOf<typeof AudienceDocument>> {
  return useRead(AudienceDocument, { productId }, { pause: productId === '', types: ['Subscription'] });
}

interface AudienceProps {
  productId: string;
  read: ReturnType<typeof useAudience>;
}

/** Says before publishing how many people it will reach. */
export function Audience({ productId, read }: AudienceProps) {
  return (
    <Alert icon={<IconUsers />} color={read.state === 'failed' ? 'red' : 'accent'} variant="light">
      <div role="status">{textOf(productId, read)}</div>
    </Alert>
  );
}

function textOf(productId: string, read: ReturnType<typeof useAudience>) {
  if (productId === '') return 'Choose a service to see whom the notice will reach.';
  if (read.state === 'loading') return 'Counting whom it will reach…';
  if (read.state === 'failed') return read.error.message;
  const { people, endUsers, companies, resellers } = read.data.noticeAudience;
  if (people === 0) return 'Nobody holds this service: the notice would reach no one.';
  return (
    <>
      <Text fw={600} span inherit>
        It will reach {plural(people, 'person', 'people')}
      </Text>
      : {plural(endUsers, 'end user')} who hold the service, and the administrators of{' '}
      {plural(companies, 'company', 'companies')} and {plural(resellers, 'reseller')}.
    </>
  );
}
