import { deleteBrandImage, getBrandImage, setBrandImage } from '@innermost/protocol/brand.ts';
import { anyone, can, inSystem } from '../../access/can.ts';
import { endpoint } from '../../endpoint/endpoint.ts';
import { form } from '../../endpoint/reads.ts';
import { object } from '../../platform/http/fields.ts';
import { removeBrand, setBrand, showBrand } from './brand.ts';

const inTheStore = { transaction: 'none', because: 'it is in the file store, not in the database' } as const;

export const brandEndpoints = [
  endpoint(getBrandImage, { csrfExempt: true, access: anyone(), handle: showBrand }),
  endpoint(setBrandImage, {
    access: can('edit_brand', inSystem()),
    body: form({ fields: object({}), file: { limit: (config) => config.FileSettings.MaxFileSize, most: 10 } }),
    status: 201,
    ...inTheStore,
    handle: setBrand,
  }),
  endpoint(deleteBrandImage, { access: can('edit_brand', inSystem()), ...inTheStore, handle: removeBrand }),
];
