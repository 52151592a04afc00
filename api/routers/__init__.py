"""The addresses that the server answers, by what they give: data, SPARQL, pages, pictures."""
