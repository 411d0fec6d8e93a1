export { deliver, type Delivery } from './deliver.ts';
