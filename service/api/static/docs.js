// validatorUrl null: the default would send this API's address to a validator on the internet.
SwaggerUIBundle({
  url: "/openapi.json",
  dom_id: "#documentation",
  validatorUrl: null,
  deepLinking: true,
  docExpansion: "none",
});
