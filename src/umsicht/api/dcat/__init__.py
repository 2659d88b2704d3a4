"""Open data catalogue after DCAT-AP.de 3.0: what data sets there are, from whom, under which licence, where to fetch them."""
