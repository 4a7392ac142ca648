-- Whether anything of a month's targets has changed is asked with every board: this index answers alone.
create index targets_targets_changes on targets_targets (tenant_id, month, id, version, updated_at);
