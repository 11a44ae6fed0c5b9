import { type CommitmentTerms, newId, type ParameterValues, type ProductParameter } from '@steward/shared';
import type { World } from '../../../kernel/testing/world.ts';
import type { ProductMeter } from './meter.ts';
import type { ConnectorKind, ProductUnit, SupplyKind } from './product.entity.ts';

const ASKED: ProductParameter = {
  name: 'setting',
  label: 'Setting',
  help: null,
  kind: 'TEXT',
  required: false,
  changeable: true,
  unit: null,
  least: null,
  most: null,
  choices: [],
  pattern: null,
  example: null,
  standard: null,
};

const TERMS: CommitmentTerms = {
  months: 12,
  noticeDays: 30,
  noticeToMonthEnd: false,
  follows: 'RENEWS',
  renewalMonths: 12,
  renewalPrice: 'KEPT',
  windowDays: 14,
  remindDays: 30,
};

/** A product that is named as its code, with prices in pence a month. */
export async function addProduct(
  { sql }: World,
  code: string,
  given: {
    wholesale?: number;
    retail?: number;
    unit?: ProductUnit;
    supplyKind?: SupplyKind;
    connector?: ConnectorKind;
    active?: boolean;
    kind?: string | null;
    parameters?: readonly Partial<ProductParameter>[];
    commitment?: Partial<CommitmentTerms>;
    meter?: ProductMeter;
    /** Products that it is a bundle of: one of each, or so many. */
    parts?: readonly (string | { productId: string; quantity?: number; parameters?: ParameterValues })[];
  } = {},
): Promise<string> {
  const id = newId();
  const { wholesale = 100, retail = 200, unit = 'PER_COMPANY', connector = 'MANUAL' } = given;
  const { active = unit !== 'PER_USE' } = given;
  const parameters = (given.parameters ?? []).map((one) => ({ ...ASKED, ...one }));
  const commitment = given.commitment ? { ...TERMS, ...given.commitment } : null;
  const parts = (given.parts ?? []).map((part) => ({
    quantity: 1,
    parameters: {},
    ...(typeof part === 'string' ? { productId: part } : part),
  }));
  await sql(
    `insert into product (id, code, name, description, category, unit, connector, list_wholesale_minor, list_retail_minor, active, kind,
       parameters, commitment, parts, supply_kind, meter, created_at)
     values ($1, $2, $2, 'A service.', 'EMAIL', $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, '2026-01-01')`,
    [
      id,
      code,
      unit,
      connector,
      wholesale,
      retail,
      active,
      given.kind ?? null,
      JSON.stringify(parameters),
      commitment,
      JSON.stringify(parts),
      given.supplyKind ?? 'STANDARD',
      given.meter ?? null,
    ],
  );
  return id;
}
