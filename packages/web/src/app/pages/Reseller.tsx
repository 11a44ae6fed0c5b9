import { OwnResellerPage, ResellerPage } from '../../features/platform/tenancy/ResellerPage.tsx';
import { InvoiceList } from '../../features/trade/billing/InvoiceList.tsx';

const invoices = (resellerId: string) => <InvoiceList tenant={{ resellerId }} />;

/** A reseller with what the platform invoices to it. */
export const Reseller = () => <ResellerPage invoices={invoices} />;

/** The same of one's own. */
export const OwnReseller = () => <OwnResellerPage invoices={invoices} />;
