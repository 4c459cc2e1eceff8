export default {
  defaultTheme: 'auto',
  showLightbox: () => false,
}
