import { IconKey } from '@tabler/icons-react';
import { graphql } from '../../../data/graphql.ts';
import { useSend } from '../../../data/use-send.ts';
import type { RowDeed } from '../../../ui/list/RowMenu.tsx';

export const ConfigureDocument = graphql(`
  mutation ConfigureWebhook($input: ConfigureWebhookInput!) {
    configureWebhook(input: $input) {
      id
      secret
    }
  }
`);

interface Connector {
  name: string;
  url: string;
  products: readonly { id: string }[];
  disabledAt: string | null;
}

/**
 * Gives a connector a new secret, and takes it into use again if it was gone [S78].
 *
 * @param onDone gets the new secret, which nobody can read again
 */
export function useNewSecret(onDone: (name: string, secret: string) => void): (of: Connector) => RowDeed {
  const configure = useSend(ConfigureDocument, 'Connector');
  return ({ name, url, products, disabledAt }) => ({
    label: 'New secret',
    icon: <IconKey size={16} />,
    ask: {
      title: `Give ${name} a new secret?`,
      consequence: `The present one goes on signing along for a day, so that the receiver can be changed over.${disabledAt ? ' The connector is in use again from now on.' : ''}`,
      confirmLabel: 'Give a new secret',
      onConfirm: async () => {
        const productIds = products.map(({ id }) => id);
        const { configureWebhook } = await configure({ input: { name, url, productIds } });
        onDone(name, configureWebhook.secret);
      },
    },
  });
}
