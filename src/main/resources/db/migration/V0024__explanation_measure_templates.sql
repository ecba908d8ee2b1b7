-- How well each way of explaining tells work from chance, measured on the force's own log.
create table explanation.template_strength (
  force_id smallint not null,
  template text not null,
  first_day date not null,
  last_day date not null,
  accesses integer not null,
  support integer not null,
  marginal_support integer not null,
  by_person integer not null,
  by_record integer not null,
  measured_at timestamptz not null,
  constraint template_strength_pkey primary key (force_id, template)
);
comment on column explanation.template_strength.accesses is 'Settled accesses in the sample';
comment on column explanation.template_strength.support is 'Of them, those that the template ties to casework';
comment on column explanation.template_strength.marginal_support is 'Of these, those that nothing else explains';
comment on column explanation.template_strength.by_person is
  'What it would tie if each access had been made by the accessor of another one, drawn by lot';
comment on column explanation.template_strength.by_record is
  'What it would tie if each access had been of a record that the same unit opened for another reason';
