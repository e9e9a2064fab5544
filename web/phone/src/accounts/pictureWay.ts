export type PictureWay = 'camera' | 'album' | 'both'
