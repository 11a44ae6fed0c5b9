import { ColorInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { BrandPreview } from './BrandPreview.tsx';
import { FormSection } from './FormSection.tsx';
import { LogoField } from './LogoField.tsx';

export interface BrandValues {
  name: string;
  /** "#rrggbb", or empty for Steward's own. */
  accentColour: string;
  /** A data: URL, or empty. */
  logo: string;
}

const SWATCHES = ['#0b6b63', '#1c7ed6', '#3b5bdb', '#7048e8', '#ae3ec9', '#d6336c', '#e8590c', '#5c940d'];

/** Colour and logo of a reseller, with what its console will look like [T8]; for forms whose values are these. */
export function BrandFields<Values extends BrandValues>({ form }: { form: UseFormReturnType<Values> }) {
  const { name, accentColour, logo } = form.getValues();
  return (
    <FormSection title="Brand" description="Its console, e-mails and invoices carry it.">
      <ColorInput
        label="Accent colour"
        description="Shades are chosen so that text stays readable."
        placeholder="Steward’s own"
        format="hex"
        swatches={SWATCHES}
        swatchesPerRow={8}
        maxLength={7}
        withEyeDropper={false}
        {...form.getInputProps('accentColour' as never)}
      />
      <LogoField
        value={logo}
        error={form.getInputProps('logo' as never).error}
        onChange={(dataUrl) => form.setFieldValue('logo' as never, dataUrl as never)}
        onError={(message) => form.setFieldError('logo' as never, message)}
      />
      <div data-wide>
        <BrandPreview name={name} accentColour={accentColour} logo={logo} />
      </div>
    </FormSection>
  );
}
