import { surface } from '@teahouse/kit/vite'

export default surface('h5')
