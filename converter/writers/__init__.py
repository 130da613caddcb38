"""Writers: the only modules that emit markup."""
