import { graphql } from '../../../data/graphql.ts';
import { useSend } from '../../../data/use-send.ts';
import { ConfirmButton } from '../../../ui/ConfirmButton.tsx';

export const ConfigureDocument = graphql(`
  mutation ConfigureWebhook($input: ConfigureWebhookInput!) {
    configureWebhook(input: $input) {
      id
      secret
    }
  }
`);

interface NewSecretProps {
  connector: { name: string; url: string; products: readonly { id: string }[]; disabledAt: string | null };
  /** Gets the new secret, which nobody can read again. */
  onDone: (name: string, secret: string) => void;
}

/** Gives a connector a new secret, and takes it into use again if it was gone [S78]. */
export function NewSecret({ connector: { name, url, products, disabledAt }, onDone }: NewSecretProps) {
  const configure = useSend(ConfigureDocument, 'Connector');
  return (
    <ConfirmButton
      size="compact-sm"
      aria-label={`New secret: ${name}`}
      title={`Give ${name} a new secret?`}
      consequence={`The present one goes on signing along for a day, so that the receiver can be changed over.${disabledAt ? ' The connector is in use again from now on.' : ''}`}
      confirmLabel="Give a new secret"
      onConfirm={async () => {
        const productIds = products.map(({ id }) => id);
        const { configureWebhook } = await configure({ input: { name, url, productIds } });
        onDone(name, configureWebhook.secret);
      }}
    >
      New secret
    </ConfirmButton>
  );
}
