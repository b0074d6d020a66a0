import { startProduct } from './product.ts'

/** The product in a process of its own, to be killed: `node test/e2e/server.ts HOME`. */
await startProduct(process.argv[2])
