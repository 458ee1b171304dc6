"""The five requirements of the certificate: of one trainee as a route, of a stream as a matrix."""
