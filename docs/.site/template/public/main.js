export default {
  defaultTheme: 'auto',
  // Pictures of text and what commands print have no language that could be guessed.
  configureHljs: (hljs) => hljs.configure({ languages: ['plaintext'] }),
  showLightbox: () => false,
}
