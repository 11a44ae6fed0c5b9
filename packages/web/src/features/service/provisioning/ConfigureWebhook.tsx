import { Alert, MultiSelect, TextInput } from '@mantine/core';
import { line } from '@steward/shared';
import { useRef } from 'react';
import { z } from 'zod';
import { graphql } from '../../../data/graphql.ts';
import { useProductOptions } from '../../../data/use-product-options.ts';
import { useSend } from '../../../data/use-send.ts';
import { FormModal } from '../../../ui/form/FormModal.tsx';
import { useSubmitForm } from '../../../ui/form/use-submit-form.ts';

const ConfigureDocument = graphql(`
  mutation ConfigureWebhook($input: ConfigureWebhookInput!) {
    configureWebhook(input: $input) {
      id
      secret
    }
  }
`);

const RULES = z.object({
  name: line(80),
  url: z.url({ protocol: /^https?$/, error: 'Must be an address such as https://example.com/provision.' }),
  productIds: z.array(z.string()).min(1, 'Must be at least one.'),
});

interface ConfigureWebhookProps {
  /** The one to change; a new one without. */
  connector: { name: string; url: string; products: readonly { id: string; name: string }[] } | undefined;
  onClose: () => void;
  /** Gets the new secret, which nobody can read again. */
  onDone: (name: string, secret: string) => void;
}

/** Says which endpoint sets which products up; every time it gets a new secret [P2] [S78]. */
export function ConfigureWebhook({ connector, onClose, onDone }: ConfigureWebhookProps) {
  const configure = useSend(ConfigureDocument, 'Connector');
  const products = useProductOptions();
  // Those chosen stay to be seen, whatever is searched for.
  const names = useRef(new Map(connector?.products.map(({ id, name }) => [id, name])));
  for (const { value, label } of products.options) names.current.set(value, label);
  const form = useSubmitForm({
    initialValues: {
      name: connector?.name ?? '',
      url: connector?.url ?? '',
      productIds: connector?.products.map(({ id }) => id) ?? [],
    },
    schema: RULES,
    send: async ({ name, url, productIds }) => ({
      name,
      ...(await configure({ input: { name, url, productIds } })),
    }),
    onDone: ({ name, configureWebhook }) => onDone(name, configureWebhook.secret),
  });
  const { getInputProps } = form.form;
  return (
    <FormModal
      opened
      onClose={onClose}
      title={connector ? `Configure ${connector.name}` : 'Add connector'}
      submitLabel={connector ? 'Save and give a new secret' : 'Add connector'}
      size="lg"
      form={form}
    >
      <TextInput
        label="Name"
        required
        maxLength={80}
        // A connector is known by its name: under another name it would be another one.
        disabled={connector !== undefined}
        {...getInputProps('name')}
      />
      <TextInput
        label="Address"
        description="Where the webhook is sent; it must be reachable from here and answer within a few seconds."
        placeholder="https://provisioning.example.com/steward"
        type="url"
        required
        maxLength={500}
        spellCheck={false}
        {...getInputProps('url')}
      />
      <MultiSelect
        label="Products"
        description="What it sets up from now on. A product that is taken off here is left without a connector."
        required
        searchable
        data={[...names.current].map(([value, label]) => ({ value, label }))}
        onSearchChange={products.onSearch}
        {...getInputProps('productIds')}
      />
      {connector && (
        <Alert color="yellow">
          It gets a new secret. The present one goes on signing along for a day, so that the receiver can be
          changed over.
        </Alert>
      )}
    </FormModal>
  );
}
