"""Campaigns in stages (学习动员、自查自纠、制订措施、考核总结): each unit reports in each (M25)."""
