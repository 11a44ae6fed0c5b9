import { MultiSelect, Radio, Stack, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { z } from 'zod';
import { graphql, type ResultOf } from '../../../data/graphql.ts';
import { useProductOptions } from '../../../data/use-product-options.ts';
import { useRead } from '../../../data/use-read.ts';
import { useSend } from '../../../data/use-send.ts';
import { useViewer } from '../../../data/viewer.ts';
import { price, priceMinor, priceText } from '../../../lib/price.ts';
import { FormPage } from '../../../ui/form/FormPage.tsx';
import { FormSection } from '../../../ui/form/FormSection.tsx';
import { MoneyField } from '../../../ui/form/MoneyField.tsx';
import { useSubmitForm } from '../../../ui/form/use-submit-form.ts';
import { Loaded } from '../../../ui/Loaded.tsx';
import { PageHeader } from '../../../ui/PageHeader.tsx';

const ApprovalDocument = graphql(`
  query OrderApproval {
    orderApproval {
      approval
      aboveMinor
      currency
      productIds
    }
  }
`);
type Rule = ResultOf<typeof ApprovalDocument>['orderApproval'];

const SetDocument = graphql(`
  mutation SetOrderApproval($input: SetOrderApprovalInput!) {
    setOrderApproval(input: $input)
  }
`);

/** Which orders wait for one's own side to approve them [C4]. */
export function OrderApprovalPage() {
  const read = useRead(ApprovalDocument, {}, { types: ['Company', 'Reseller', 'ServiceOrder'] });
  const { level } = useViewer();
  return (
    <>
      <PageHeader
        title="Order approval"
        description={
          level === 'COMPANY'
            ? 'Which orders for your company somebody of it approves before they are carried out, whoever places them.'
            : level === 'PLATFORM'
              ? 'Which orders of your direct customers wait for you before they are carried out. What you order for them does not.'
              : 'Which orders of your companies wait for you before they are carried out. What you order for them does not.'
        }
      />
      <Loaded from={read} whole>
        {({ orderApproval }) => <RuleForm rule={orderApproval} company={level === 'COMPANY'} />}
      </Loaded>
    </>
  );
}

const rules = (currency: string) =>
  z.object({
    approval: z.enum(['NEVER', 'ABOVE', 'ALWAYS']),
    above: price(currency),
    productIds: z.array(z.string()),
  });

function RuleForm({ rule, company }: { rule: Rule; company: boolean }) {
  const { currency } = rule;
  const set = useSend(SetDocument, 'ServiceOrder');
  const products = useProductOptions();
  const form = useSubmitForm({
    initialValues: {
      approval: rule.approval,
      above: priceText(rule.aboveMinor),
      productIds: rule.productIds,
    },
    schema: rules(currency),
    send: ({ approval, above, productIds }) =>
      set({
        input: {
          approval,
          ...(approval === 'ABOVE' && { aboveMinor: priceMinor(above, currency), productIds }),
        },
      }),
    onDone: () => {
      notifications.show({ message: 'It holds from the next order on.' });
    },
  });
  const { values, getInputProps } = form.form;
  return (
    <FormPage form={form} submitLabel="Save" cancel={{ to: '/' }}>
      <FormSection title="Orders that wait for approval">
        <Radio.Group aria-label="Orders that wait for approval" data-wide {...getInputProps('approval')}>
          <Stack gap="xs">
            <Radio value="NEVER" label="None" />
            <Radio value="ABOVE" label="Those above a limit, and those of some products" />
            <Radio value="ALWAYS" label="All" />
          </Stack>
        </Radio.Group>
        {values.approval === 'ABOVE' && (
          <>
            <MoneyField
              label="Limit"
              currency={currency}
              description={`How much an order may add to the monthly price, without VAT.${company ? '' : ' Of a company that pays in another currency, whatever adds to it waits.'}`}
              required
              {...getInputProps('above')}
            />
            <MultiSelect
              label="Products that are always approved first"
              placeholder={values.productIds.length === 0 ? 'Type a name' : undefined}
              data={products.options}
              searchable
              clearable
              onSearchChange={products.onSearch}
              {...getInputProps('productIds')}
            />
          </>
        )}
        {values.approval !== 'NEVER' && (
          <Text fz="sm" c="dimmed" data-wide>
            {company
              ? 'Nobody approves what they have placed: a second person of your company needs a role that approves orders.'
              : 'Anybody of your team whose role approves orders is told by e-mail, and can approve or decline.'}
          </Text>
        )}
      </FormSection>
    </FormPage>
  );
}
